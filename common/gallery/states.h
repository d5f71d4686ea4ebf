// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the gallery shows of each family. */

#ifndef SIGNALBOX_GALLERY_STATES_H
#define SIGNALBOX_GALLERY_STATES_H

#include "common/gallery/gallery.h"

typedef struct {
  const char* family;
  const GalleryState* states;
  unsigned n_states;
} FamilyStates;

extern const FamilyStates aux_return_states;
extern const FamilyStates aux_send_states;
extern const FamilyStates bus_summer_states;
extern const FamilyStates parallel_splitter_states;
extern const FamilyStates parallel_compressor_states;
extern const FamilyStates sidechain_router_states;

const FamilyStates* states_of(const PortFamily* family);

/* As it is when new. */
void state_idle(Panel* panel, const PortFamily* family, const PortVariant* variant);

/* Tells the panel a value by the port's symbol; ports that the variant lacks are passed over. */
void state_put(Panel* panel, const PortFamily* family, const PortVariant* variant, const char* symbol, double value);

/* Several of them. */
typedef struct {
  const char* symbol;
  double value;
} StateValue;

void state_puts(Panel* panel, const PortFamily* family, const PortVariant* variant, const StateValue* values,
                unsigned n_values);

#endif
