// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Windows live side by side, and outlive what hosts and hands do to them. */

#include "tests/ui/hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static OwnHost hosts[8];
static OwnHost* const host = &hosts[0];

static void test_six_windows_live_at_once(void** state) {
  (void)state;
  for (unsigned i = 0; i < n_panels; ++i) {
    const PortFamily* family = panel_type_family(panels[i]);
    own_host_open(&hosts[1 + i], panels[i], &family->variants[0], usual_host, 20 + 500 * (int)(i % 3),
                  20 + 500 * (int)(i / 3));
  }
  for (unsigned round = 0; round < 20; ++round) {
    for (unsigned i = 0; i < n_panels; ++i) {
      for (unsigned port = 0; port < hosts[1 + i].n_ports; ++port) {
        own_host_tell(&hosts[1 + i], port, (float)round);
      }
      own_host_idle(&hosts[1 + i], 1);
    }
  }
  for (unsigned i = 0; i < n_panels; ++i) {
    assert_true(screen_is_viewable(hosts[1 + i].child));
    assert_int_equal(hosts[1 + i].n_writes, 0);
    own_host_close(&hosts[1 + i]);
  }
}

/* Whatever comes between the press and the release, the host is told that the hand is gone. */
static void test_a_gesture_ends_with_its_window(void** state) {
  (void)state;
  for (unsigned how = 0; how < 4; ++how) {
    const HostTarget target = open_summer(host, usual_host);
    drag_up(host, target, 8);
    assert_int_equal(host->n_touched, 1);
    if (how == 0) {
      xcb_unmap_window(screen_connection(), host->child);
    } else if (how == 1) {
      xcb_unmap_window(screen_connection(), host->parent);
    } else if (how == 2) {
      xcb_destroy_window(screen_connection(), host->parent);
    }
    own_host_settle(host);
    assert_int_equal(host->n_touched, how < 3 ? 0 : 1);
    screen_button(1, false);
    own_host_close(host);
  }
}

static void check_killed(const PanelType* type, const PortVariant* variant) {
  for (unsigned how = 0; how < 2; ++how) {
    open_usual(host, type, variant);
    if (how) {
      xcb_kill_client(screen_connection(), host->child);
    } else {
      xcb_destroy_window(screen_connection(), host->parent);
    }
    screen_sync();
    for (unsigned i = 0; i < 10; ++i) {
      for (unsigned port = 0; port < host->n_ports; ++port) {
        own_host_tell(host, port, (float)i);
      }
      own_host_idle(host, 2);
      host->resize->ui_resize(host->ui, 300, 300);
    }
    own_host_close(host);
  }
}

static void test_windows_outlive_what_hosts_kill(void** state) {
  (void)state;
  for_each_family(check_killed);
}

/* A hand that knows nothing: presses, drags, wheels, types and resizes anywhere, while the host tells anything. The
   host's own checks see to it that each write is within a touch and a range; closing, that none is left. */
static void check_chaos(const PanelType* type, const PortVariant* variant) {
  enum { ROUNDS = 400, KINDS = 12 };
  static const xcb_keysym_t keys[] = {'1', '-', '.', 'k', ' ', KEY_ENTER, KEY_ESCAPE, KEY_TAB, KEY_BACKSPACE, KEY_LEFT};
  open_usual(host, type, variant);
  int width = host->width;
  int height = host->height;
  for (unsigned i = 0; i < ROUNDS; ++i) {
    const int x = HOST_X + rand() % (width + 20) - 10;
    const int y = HOST_Y + rand() % (height + 20) - 10;
    const unsigned button = 1 + (unsigned)rand() % 5;
    switch (rand() % KINDS) {
      case 0:
      case 1:
      case 2:
        screen_click(x, y, button);
        break;
      case 3:
        screen_click(x, y, 1);
        screen_click(x, y, 1);
        break;
      case 4:
      case 5:
        screen_button(1, true);
        screen_move(x, y);
        break;
      case 6:
        screen_button(1, false);
        break;
      case 7:
      case 8: {
        const xcb_keysym_t key = keys[(unsigned)rand() % (sizeof(keys) / sizeof(keys[0]))];
        screen_key(key, true);
        screen_key(key, false);
        break;
      }
      case 9:
        width = 1 + rand() % 1200;
        height = 1 + rand() % 900;
        host->resize->ui_resize(host->ui, width, height);
        break;
      default:
        screen_move(x, y);
        break;
    }
    own_host_tell(host, (unsigned)rand() % (host->n_ports + 2), (float)(rand() % 4000 - 2000) * 0.1f);
    own_host_idle(host, 1);
  }
  for (unsigned button = 1; button <= 5; ++button) {
    screen_button(button, false);
  }
  own_host_settle(host);
  own_host_close(host);
  assert_true(host->n_writes > 0);
}

static void test_a_wild_hand_breaks_nothing(void** state) {
  (void)state;
  srand(1);
  for_each_family(check_chaos);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_six_windows_live_at_once),
    cmocka_unit_test(test_a_gesture_ends_with_its_window),
    cmocka_unit_test(test_windows_outlive_what_hosts_kill),
    cmocka_unit_test(test_a_wild_hand_breaks_nothing),
  };
  return cmocka_run_group_tests_name("survival", tests, own_host_start, own_host_stop);
}
