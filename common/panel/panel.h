// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Panel: the content of a plugin's window. It is given what a host tells a window (values at ports) and what a person
   does (pointer, keys, the time), and gives back what to tell the host and a picture. It knows no X and no LV2.

   Lengths are in units: at scale 1 a unit is a pixel. x grows rightwards and y downwards from the top left corner.
   Times are in ms of any clock that does not run backwards but may wrap around. Ports are numbered as hosts number
   them. All of this is for one thread at a time; nothing is shared between panels. Not realtime-safe. */

#ifndef SIGNALBOX_PANEL_H
#define SIGNALBOX_PANEL_H

#include "common/draw/theme.h"
#include "common/languages/languages.h"
#include "common/ports/ports.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct Panel Panel;

/* How the windows of a family are laid out: one of these in each X_panel.c. */
typedef struct PanelType PanelType;

/* The family that a type is for, whose variants all have a panel. */
const PortFamily* panel_type_family(const PanelType* type);

/* What a panel asks of its window, from within the functions below. None may be NULL. */
typedef struct {
  void* handle;
  void (*write)(void* handle, unsigned port, float value);
  void (*touch)(void* handle, unsigned port, bool grabbed);  // true before the first write of a gesture, false after
  void (*want_keyboard)(void* handle, bool wanted);          // while a value is typed
} PanelHost;

typedef struct {
  double x, y, width, height;
} PanelRect;

typedef enum { POINTER_MOVE, POINTER_PRESS, POINTER_RELEASE, POINTER_WHEEL, POINTER_LEAVE } PointerKind;

typedef enum { POINTER_SHIFT = 1, POINTER_CTRL = 2 } PointerModifier;

typedef enum { POINTER_LEFT = 1, POINTER_MIDDLE = 2, POINTER_RIGHT = 3 } PointerButton;

typedef struct {
  PointerKind kind;
  double x, y;         // also while a button is held outside of the window
  unsigned button;     // of a press and a release; others than these of PointerButton are nobody's
  double wheel;        // of POINTER_WHEEL: steps, up is positive
  unsigned modifiers;  // of PointerModifier
  uint32_t time_ms;
} PanelPointer;

typedef enum {
  PANEL_KEY_TEXT,
  PANEL_KEY_ENTER,
  PANEL_KEY_ESCAPE,
  PANEL_KEY_TAB,
  PANEL_KEY_BACKSPACE,
  PANEL_KEY_DELETE,
  PANEL_KEY_LEFT,
  PANEL_KEY_RIGHT,
  PANEL_KEY_HOME,
  PANEL_KEY_END
} PanelKeyKind;

typedef struct {
  PanelKeyKind kind;
  char text[8];  // of PANEL_KEY_TEXT: one character in UTF-8, terminated
} PanelKey;

/* Of a variant of the type's family, with every control at its default and every meter at its floor. `host` is copied;
   NULL stands for one that nobody is behind. NULL where memory is short. */
Panel* panel_new(const PanelType* type, const PortVariant* variant, const PanelHost* host, Theme theme);

/* Ends what is going on as panel_cancel() does. NULL is nothing. */
void panel_free(Panel* panel);

/* The sampling rate, so that times can be told in samples, too; 0, as it is at first, where nobody knows it. */
void panel_set_rate(Panel* panel, double rate_hz);

/* What it speaks from now on; NULL, as it is at first, is English. */
void panel_set_language(Panel* panel, const Language* language);

/* The size that its layout is made for. */
void panel_base_size(const Panel* panel, double* width, double* height);

/* A value from the host, of any port; what is no port or no number is ignored, and what is beyond the range is taken
   for its end. Never writes. The control under the hand keeps what the hand has set. */
void panel_port_event(Panel* panel, unsigned port, float value);

void panel_pointer(Panel* panel, const PanelPointer* pointer);

/* True where the key was for the panel, which is only while a value is typed or a menu is open. */
bool panel_key(Panel* panel, const PanelKey* key);

/* Ends gestures where they are, drops what was being typed, closes menus and releases touches: for when the window is
   hidden. */
void panel_cancel(Panel* panel);

/* Lets time pass: lines of peaks fall, histories move on. To be called up to 60 times a second. */
void panel_tick(Panel* panel, uint32_t time_ms);

/* A panel is drawn in two layers, so that what lies still need not be drawn anew for each step of a meter: what no
   reading moves, which covers the whole panel, and on top of it what moves. */
typedef enum { PANEL_STILL, PANEL_MOVING, N_PANEL_LAYERS } PanelLayer;

/* Takes one rectangle of a layer that is to be drawn anew; false where there is none. What is damaged in the lower
   layer is so in the upper one too. A new panel has all of itself damaged. */
bool panel_take_damage(Panel* panel, PanelLayer layer, PanelRect* rect);

/* Draws what of a layer is inside the clip of cr, in units. It leaves no trace in the state of cr but the theme. */
void panel_draw_layer(Panel* panel, PanelLayer layer, cairo_t* cr);

/* Both of them. */
void panel_draw(Panel* panel, cairo_t* cr);

#endif
